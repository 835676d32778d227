/**
 * What can be told about plugins: the list of those that were found ({@link
 * io.retort.runtime.plugin.report.PluginListing}), what one of them takes ({@link
 * io.retort.runtime.plugin.report.PluginManual}), and all that is wrong with one before it is
 * shipped ({@link io.retort.runtime.plugin.report.PluginDoctor}).
 */
package io.retort.runtime.plugin.report;
