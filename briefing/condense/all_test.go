package condense
import ("testing";"fmt";"time";"os")
func TestAll(t *testing.T) {
	if os.Getenv("SCALE")=="" { t.Skip() }
	docs := newsroom(3000, 25)
	a := time.Now()
	n := len(Summarize(docs, Options{}))
	fmt.Println("all of 75000:", n, time.Since(a))
	a = time.Now()
	known := Summarize(docs, Options{Words: 30000})
	fmt.Println(len(known), time.Since(a)); a = time.Now()
	fmt.Println(len(Summarize(docs, Options{Words: 300, Known: known, Query: "police government"})), time.Since(a))
}
