package io.retort.core.importer;

import io.retort.core.data.ModelReader;
import io.retort.core.plugin.Context;

/** What is offered to importers. */
public interface ImporterContext extends Context, ModelReader {}
