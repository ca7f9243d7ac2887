package schedule

import (
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"briefingbot/adapters/chat"
	"briefingbot/bot/store"
)

// tally counts what happens.
type tally struct {
	fired       prometheus.Counter
	slots       *prometheus.CounterVec // by platform and final state
	sends       *prometheus.CounterVec // by platform and outcome
	sendTime    *prometheus.HistogramVec
	looks       *prometheus.CounterVec // by platform and outcome
	lateness    *prometheus.HistogramVec
	corrected   prometheus.Counter
	makeErrors  prometheus.Counter
	storeErrors prometheus.Counter
}

func newTally() *tally {
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Name: "briefingbot_" + name, Help: help})
	}
	counters := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "briefingbot_" + name, Help: help}, labels)
	}
	histogram := func(name, help string, buckets []float64) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "briefingbot_" + name, Help: help, Buckets: buckets}, []string{"platform"})
	}
	return &tally{
		fired:       counter("slots_fired_total", "Slots that this process was the first to make."),
		slots:       counters("slots_settled_total", "Slots by platform and final state.", "platform", "state"),
		sends:       counters("sends_total", "Tries to post a part, by outcome.", "platform", "outcome"),
		sendTime:    histogram("send_seconds", "How long a try to post took.", []float64{.05, .1, .25, .5, 1, 2.5, 5, 10, 15}),
		looks:       counters("looks_total", "Looks for a post whose outcome was unknown.", "platform", "outcome"),
		lateness:    histogram("lateness_seconds", "From when a digest was due until it was posted.", []float64{1, 5, 15, 60, 300, 900, 3600, 10800}),
		corrected:   counter("digests_corrected_total", "Posted digests that were corrected in place."),
		makeErrors:  counter("make_errors_total", "Digests that could not be made at the first try, counted each time."),
		storeErrors: counter("schedule_store_errors_total", "Errors of the store while schedules were run."),
	}
}

// Collectors are the runner's metrics, to be registered once.
func (r *Runner) Collectors() []prometheus.Collector {
	t := r.tally
	return []prometheus.Collector{t.fired, t.slots, t.sends, t.sendTime, t.looks, t.lateness, t.corrected, t.makeErrors, t.storeErrors}
}

func (t *tally) settled(s store.Slot) { t.slots.WithLabelValues(s.Channel.Platform, s.State).Inc() }

func (t *tally) sent(platform string, err error, took time.Duration) {
	t.sends.WithLabelValues(platform, verdict(err)).Inc()
	t.sendTime.WithLabelValues(platform).Observe(took.Seconds())
}

func (t *tally) looked(platform string, found bool, err error) {
	outcome := verdict(err)
	switch {
	case err == nil && found:
		outcome = "found"
	case err == nil:
		outcome = "absent"
	}
	t.looks.WithLabelValues(platform, outcome).Inc()
}

// verdict names the kind of an adapter's error.
func verdict(err error) string {
	var limited chat.RateLimited
	var refused chat.Refused
	switch {
	case err == nil:
		return "posted"
	case errors.As(err, &refused):
		return "refused"
	case errors.As(err, &limited):
		return "rate limited"
	case errors.Is(err, chat.ErrAmbiguous):
		return "ambiguous"
	}
	return "failed"
}
