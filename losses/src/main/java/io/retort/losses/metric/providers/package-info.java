/** The providers by which {@link java.util.ServiceLoader} finds the metrics. */
package io.retort.losses.metric.providers;
