package io.retort.runtime.configuration;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.plugin.Context;
import io.retort.runtime.plugin.PluginCatalog;

/**
 * Writes what a program has made as a configuration would say it.
 *
 * @param catalog the plugins by which values are told
 * @param context given to plugins that are made to compare with
 */
record ConfigurationWriter(PluginCatalog catalog, Context context) {

  /** What no configuration can say. */
  static RetortException unwritable(String key, Object value, String words) {
    return new RetortException(
        ErrorKind.CONFIGURATION,
        key
            + ": an object of the "
            + value.getClass()
            + " is neither the configuration of a plugin nor made by one without keys, so that no"
            + " file could say what has run; write a plugin that makes "
            + words
            + ", or bind it with a Guice module");
  }
}
