package main

import (
	"context"
	"io"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// events counts what the adapters report by name.
func events(r *prometheus.Registry) func(string) {
	v := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "briefingbot_events_total", Help: "What the chat platforms report, by name."}, []string{"event"})
	r.MustRegister(v)
	return func(event string) { v.WithLabelValues(event).Inc() }
}

// newRegistry returns the metrics of this process.
func newRegistry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// opsHandler serves what an operator watches: /livez says that the process
// answers, /readyz that it can do its work, or why not.
func opsHandler(r *prometheus.Registry, ready func(context.Context) error) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(r, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := ready(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		io.WriteString(w, "ok\n")
	})
	return mux
}
