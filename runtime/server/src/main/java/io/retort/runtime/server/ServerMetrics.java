package io.retort.runtime.server;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.DoubleSupplier;

/** What one server has done, in the text format of Prometheus. */
final class ServerMetrics {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Counter requests;
  private final Histogram durations;
  private final Histogram batches;
  private final Counter predictions;
  private final Counter refused;

  /**
   * Figures that are zero.
   *
   * @param queue tells how many samples wait
   * @param memory the bytes of requests whose responses have not been sent
   * @param connections tells how many connections are open
   */
  ServerMetrics(DoubleSupplier queue, DoubleSupplier memory, DoubleSupplier connections) {
    requests =
        Counter.builder()
            .name("retort_http_requests_total")
            .help("Requests that got a response.")
            .labelNames("route", "status")
            .withoutExemplars()
            .register(registry);
    durations =
        Histogram.builder()
            .name("retort_http_request_duration_seconds")
            .help("From the first byte of a request to the last of its response.")
            .unit(Unit.SECONDS)
            .labelNames("route")
            .classicOnly()
            .classicExponentialUpperBounds(0.0005, 2, 15)
            .withoutExemplars()
            .register(registry);
    batches =
        Histogram.builder()
            .name("retort_batch_samples")
            .help("Samples that were predicted together.")
            .classicOnly()
            .classicExponentialUpperBounds(1, 2, 10)
            .withoutExemplars()
            .register(registry);
    predictions =
        Counter.builder()
            .name("retort_predictions_total")
            .help("Samples that were predicted.")
            .withoutExemplars()
            .register(registry);
    refused =
        Counter.builder()
            .name("retort_refused_total")
            .help("Requests that were refused, by what was the reason: input or busy.")
            .labelNames("reason")
            .withoutExemplars()
            .register(registry);
    refused.initLabelValues("input");
    refused.initLabelValues("busy");
    gauge("retort_queue_samples", "Samples that wait to be predicted.", queue);
    gauge(
        "retort_waiting_bytes",
        "Memory of requests whose responses have not been sent yet.",
        memory);
    gauge("retort_open_connections", "Connections that are open.", connections);
    Runtime jvm = Runtime.getRuntime();
    gauge("jvm_heap_used_bytes", "Heap in use.", () -> jvm.totalMemory() - jvm.freeMemory());
    gauge("jvm_heap_max_bytes", "The largest heap.", jvm::maxMemory);
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(measured -> measured.call(value.getAsDouble()))
        .register(registry);
  }

  /** Counts a request that got its response. */
  void responded(String route, int status, double seconds) {
    requests.labelValues(route, Integer.toString(status)).inc();
    durations.labelValues(route).observe(seconds);
    if (status == 503) {
      refused.labelValues("busy").inc();
    } else if (status >= 400 && status < 500) {
      refused.labelValues("input").inc();
    }
  }

  /** Counts a batch that was predicted. */
  void predicted(int samples) {
    batches.observe(samples);
    predictions.inc(samples);
  }

  /** All figures. */
  byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape(), EscapingScheme.DEFAULT);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
