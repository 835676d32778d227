/**
 * Compute backends that run on the processor. This package holds their configurations, and those of
 * the exporters and importers that need the same libraries; each backend has a package of its own
 * beneath.
 */
package io.retort.backends.cpu;
