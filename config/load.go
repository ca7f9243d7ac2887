package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// maxFile is far more than any configuration needs, in bytes.
const maxFile = 1 << 20

// Load reads a configuration file and takes the secrets from environ, in the
// form of os.Environ: NAME, or NAME_FILE with the path of a file that holds the secret. Relative
// paths in the file start from the file's folder. The error is [Problems] with
// everything that is wrong.
func Load(path string, environ []string) (Config, error) {
	return load(path, func(r *report, c *Config) { r.secrets(c, environ) })
}

// LoadGiven is Load for what can do without secrets: it takes those that are
// there.
func LoadGiven(path string, environ []string) (Config, error) {
	return load(path, func(r *report, c *Config) { r.given(c, environ) })
}

func load(path string, secrets func(*report, *Config)) (Config, error) {
	r := newReport(path)
	b, err := os.ReadFile(path)
	if err != nil {
		r.add("", fileFault(err), "name a readable configuration file")
		return Config{}, r.err()
	}
	c := r.config(b)
	r.paths(&c, filepath.Dir(path))
	secrets(r, &c)
	if err := r.err(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// Parse reads a configuration without its secrets and without looking whether
// paths exist; name stands for it in errors. The error is [Problems] with
// everything that is wrong.
func Parse(name string, b []byte) (Config, error) {
	r := newReport(name)
	c := r.config(b)
	if err := r.err(); err != nil {
		return Config{}, err
	}
	return c, nil
}

func newReport(file string) *report {
	return &report{file: file, at: map[string]place{}, secretLines: map[int]bool{}, torn: map[string]bool{}}
}

func (r *report) config(b []byte) Config {
	c := Default()
	if len(b) > maxFile {
		r.add("", "is longer than 1 MiB", "name a configuration file")
		return c
	}
	r.scan(b)
	r.read(b, &c)
	r.check(&c)
	return c
}

// paths makes paths start from the configuration's folder and checks that the
// sources exist.
func (r *report) paths(c *Config, folder string) {
	from := func(p string) string {
		if p == "" || filepath.IsAbs(p) {
			return p
		}
		return filepath.Join(folder, filepath.FromSlash(p))
	}
	c.Data = from(c.Data)
	if f, err := os.Stat(c.Data); err == nil && !f.IsDir() {
		r.add("data", "is a file: "+showPath(c.Data), "name a folder")
	}
	for i, s := range c.Sources {
		if isAddress(s) {
			continue
		}
		c.Sources[i] = from(s)
		if _, err := os.Stat(c.Sources[i]); err != nil && s != "" {
			r.add(entry("sources", i), showPath(c.Sources[i])+" "+fileFault(err), "name a folder or file of articles; a relative path starts from "+folderName(folder))
		}
	}
}

func folderName(folder string) string {
	if folder == "." {
		return "the folder of this file"
	}
	return folder
}

func fileFault(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "does not exist"
	case errors.Is(err, fs.ErrPermission):
		return "may not be read"
	default:
		return "cannot be read"
	}
}
