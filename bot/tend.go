package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"briefingbot/adapters/matrix"
	"briefingbot/config"
)

type (
	configCheckCmd struct {
		File string `arg:"" help:"The settings file."`
	}
	configExampleCmd struct{}
	healthCmd        struct{}
	versionCmd       struct{}
)

// Run checks a settings file and reports everything that is wrong in it.
func (c *configCheckCmd) Run(sh *shell) error {
	if _, err := config.Load(c.File, sh.env); err != nil {
		return err
	}
	fmt.Fprintf(sh.stdout, "%s: good\n", c.File)
	return nil
}

// Run prints the documented settings file.
func (configExampleCmd) Run(sh *shell) error {
	_, err := sh.stdout.Write(config.Example)
	return err
}

// Run asks the page of a running 'serve' with the same settings.
func (healthCmd) Run(sh *shell) error {
	c, err := sh.settings()
	if err != nil {
		return err
	}
	host, port, err := net.SplitHostPort(c.Web.Listen)
	if err != nil {
		return fmt.Errorf("web.listen %s: %w", c.Web.Listen, err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(sh.ctx, 3*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("not well: %w", err)
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(answer.Body, 1<<10))
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("not well: %s: %s", answer.Status, strings.TrimSpace(string(body)))
	}
	fmt.Fprintln(sh.stdout, "well")
	return nil
}

// Run prints what this program is.
func (versionCmd) Run(sh *shell) error {
	version, revision := "built from source", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = " " + s.Value
			}
		}
	}
	encryption := "built in"
	if !matrix.Encryption {
		encryption = "not built in; build with -tags goolm"
	}
	fmt.Fprintf(sh.stdout, "briefingbot, %s%s\nMatrix encryption: %s\n", version, revision, encryption)
	return nil
}
