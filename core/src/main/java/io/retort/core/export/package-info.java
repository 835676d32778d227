/**
 * Exporters: trained students in the file formats of other frameworks, or as code.
 *
 * <p>To create your own: write the file from an {@link io.retort.core.export.ExportedStudent}, say
 * in {@code unsupported} what the format cannot hold, and provide it with an {@link
 * io.retort.core.export.ExporterProvider}.
 */
package io.retort.core.export;
