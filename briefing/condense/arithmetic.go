package condense

import "math"

// log2 is the binary logarithm of a positive x to 20 binary places, by
// multiplications alone: the standard one is allowed to differ in its last bit
// from machine to machine.
func log2(x float64) float64 {
	m, e := math.Frexp(x)
	m, e = m*2, e-1 // 1 <= m < 2
	y, bit := float64(e), 0.5
	for range 20 {
		if m = float64(m * m); m >= 2 {
			m /= 2
			y += bit
		}
		bit /= 2
	}
	return y
}

// root is x to the power of n/8, by square roots, which every machine rounds
// alike.
func root(x float64, eighths int) float64 {
	y := 1.0
	for range eighths / 8 {
		y = float64(y * x)
	}
	r := x
	for bit := 4; bit >= 1; bit /= 2 {
		r = math.Sqrt(r)
		if eighths&bit != 0 {
			y = float64(y * r)
		}
	}
	return y
}

// scale divides xs by their largest value, so that they lie between 0 and 1.
func scale(xs []float64) {
	top := 0.0
	for _, x := range xs {
		top = max(top, x)
	}
	if top == 0 {
		return
	}
	for i := range xs {
		xs[i] /= top
	}
}
