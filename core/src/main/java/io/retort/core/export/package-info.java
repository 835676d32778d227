/**
 * Exporters: trained students in the file formats of other frameworks.
 *
 * <p>To create your own: write the file from a {@link io.retort.core.network.SavedNetwork}, say in
 * {@code unsupported} what the format cannot hold, and provide it with an {@link
 * io.retort.core.export.ExporterProvider}.
 */
package io.retort.core.export;
