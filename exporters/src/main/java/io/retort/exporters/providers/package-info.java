/** The providers of this module's exporters. */
package io.retort.exporters.providers;
