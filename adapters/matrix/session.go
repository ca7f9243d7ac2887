package matrix

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"maunium.net/go/mautrix/id"
)

// session is a login that is kept: losing it means a new device.
type session struct {
	Device id.DeviceID `json:"device"`
	Token  string      `json:"token"`
}

func (a *Adapter) keptSession(ctx context.Context, pickle []byte) (session, error) {
	raw, err := a.deps.Memory.Load(ctx, a.key("session"))
	if err != nil || raw == nil {
		return session{}, wrap("load the matrix session", err)
	}
	var s session
	plain, err := unseal(pickle, raw)
	if err == nil {
		err = json.Unmarshal(plain, &s)
	}
	if err != nil {
		return session{}, fmt.Errorf("open the matrix session: MATRIX_PICKLE_KEY is not the one it was sealed with: set that one, or use a new database: %w", err)
	}
	return s, nil
}

func (a *Adapter) keepSession(ctx context.Context, pickle []byte, s session) error {
	raw, err := json.Marshal(s)
	if err == nil {
		raw, err = sealed(pickle, raw)
	}
	if err == nil {
		err = a.deps.Memory.Save(ctx, a.key("session"), raw, 0)
	}
	return wrap("keep the matrix session", err)
}

// pickleKey is the key that is set, or one that is kept. Where there is none,
// one is made, if that is wanted.
func (a *Adapter) pickleKey(ctx context.Context, make bool) ([]byte, error) {
	if a.conf.PickleKey != "" {
		return []byte(a.conf.PickleKey), nil
	}
	key, err := a.deps.Memory.Load(ctx, a.key("pickle"))
	if err == nil && key == nil && make {
		key = []byte(base64.RawStdEncoding.EncodeToString(random(32)))
		err = a.deps.Memory.Save(ctx, a.key("pickle"), key, 0)
	}
	return key, wrap("keep the key of the matrix keys", err)
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails: https://pkg.go.dev/crypto/rand#Read
	return b
}

func sealer(key []byte) (cipher.AEAD, error) {
	sum := sha256.Sum256(append([]byte("briefingbot matrix session "), key...))
	block, err := aes.NewCipher(sum[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func sealed(key, plain []byte) ([]byte, error) {
	s, err := sealer(key)
	if err != nil {
		return nil, err
	}
	return s.Seal(nil, nil, plain, nil), nil
}

func unseal(key, sealed []byte) ([]byte, error) {
	s, err := sealer(key)
	if err != nil {
		return nil, err
	}
	return s.Open(nil, nil, sealed, nil)
}
