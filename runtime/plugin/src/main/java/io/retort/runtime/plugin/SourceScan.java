package io.retort.runtime.plugin;

/** Looks for the plugins of one source. */
final class SourceScan {
  private final PluginSource source;

  SourceScan(PluginSource source) {
    this.source = source;
  }

  void into(FoundPlugins found) {
    if (source.isApplication()) {
      ClassPathJars.ofProgram().into(found);
    }
    for (PluginKind kind : PluginKind.values()) {
      if (source.mayProvide(kind.provider())) {
        new ProviderScan(source, kind.provider(), found.plugins(kind)).run();
      }
    }
    for (ExtensionType<?> type : ExtensionTypes.all()) {
      if (source.mayProvide(type.service())) {
        new ProviderScan(source, type.service(), found.extensions(type)).run();
      }
    }
  }
}
