package io.retort.backends.cpu.dl4j;

import com.google.auto.service.AutoService;
import io.retort.core.plugin.SharedLibrary;
import java.util.Set;

/**
 * Lets plugins write losses over SameDiff: with ND4J, whose native code can be loaded only once in
 * a process.
 */
@AutoService(SharedLibrary.class)
public final class Nd4jSharedLibrary implements SharedLibrary {

  /** For {@link java.util.ServiceLoader}. */
  public Nd4jSharedLibrary() {}

  @Override
  public Set<String> modules() {
    return Set.of("io.retort.backends.cpu.dl4j", "org.deeplearning4j");
  }

  @Override
  public Set<String> packages() {
    return Set.of("io.retort.backends.cpu.dl4j.samediff", "org.nd4j");
  }
}
