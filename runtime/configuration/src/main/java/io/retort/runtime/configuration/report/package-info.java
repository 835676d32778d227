/**
 * What can be told about plugins: the list of those that were found ({@link
 * io.retort.runtime.configuration.report.PluginListing}), what one of them takes ({@link
 * io.retort.runtime.configuration.report.PluginManual}), the same of all of them as a page ({@link
 * io.retort.runtime.configuration.report.PluginReference}), and all that is wrong with one before
 * it is shipped ({@link io.retort.runtime.configuration.report.PluginDoctor}).
 */
package io.retort.runtime.configuration.report;
