package io.retort.runtime.plugin;

/** Takes what a {@link ProviderScan} comes across. */
interface ProviderSink {

  /**
   * A provider.
   *
   * @param place where it was looked for
   */
  void found(Object provider, PluginSource place);

  /**
   * Something was thrown where a provider was to be loaded.
   *
   * @param source the class at fault and where it comes from
   */
  void failed(PluginSource place, String source, Throwable failure);
}
