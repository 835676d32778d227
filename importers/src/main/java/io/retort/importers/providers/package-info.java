/** The providers of this module, found by the service loader. */
package io.retort.importers.providers;
