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
	"briefingbot/bot/schedule"
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

// Run checks a settings file and reports everything that is wrong in it, or when
// its schedules run next.
func (c *configCheckCmd) Run(sh *shell) error {
	settings, err := config.Load(c.File, sh.env)
	if err != nil {
		return err
	}
	fmt.Fprintf(sh.stdout, "%s: good\n", c.File)
	for _, s := range settings.Schedules {
		plan, err := schedule.NewPlan([]string{s.Cron}, s.Zone)
		if err != nil {
			return fmt.Errorf("schedules: %s: %w", s.Channel, err)
		}
		fmt.Fprintf(sh.stdout, "%s, %s %s, next:\n", s.Channel, s.Cron, s.Zone)
		for _, run := range plan.After(time.Now(), 5) {
			fmt.Fprintf(sh.stdout, "    %s\n", run.At.Format("Mon 2 Jan 2006 15:04 MST"))
		}
	}
	return nil
}

// Run prints the documented settings file.
func (configExampleCmd) Run(sh *shell) error {
	_, err := sh.stdout.Write(config.Example)
	return err
}

// Run asks the page of a running 'serve' with the same settings.
func (healthCmd) Run(sh *shell) error {
	c, err := sh.withoutSecrets()
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
