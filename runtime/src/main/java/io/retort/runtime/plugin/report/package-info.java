/**
 * What can be told about plugins: the list of those that were found ({@link
 * io.retort.runtime.plugin.report.PluginListing}), what one of them takes ({@link
 * io.retort.runtime.plugin.report.PluginManual}), the same of all of them as a page ({@link
 * io.retort.runtime.plugin.report.PluginReference}), and all that is wrong with one before it is
 * shipped ({@link io.retort.runtime.plugin.report.PluginDoctor}).
 */
package io.retort.runtime.plugin.report;
