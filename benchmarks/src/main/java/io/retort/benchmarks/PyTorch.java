package io.retort.benchmarks;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * PyTorch in Python.
 *
 * @param python the Python to run
 * @param script {@code step.py}
 * @param compile whether {@code torch.compile} is tried too
 */
record PyTorch(String python, Path script, boolean compile) implements Peer {

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public List<String> command() {
    return List.of(python, script.toString());
  }

  @Override
  public List<List<String>> variants() {
    return compile ? List.of(List.of(), List.of("--compile")) : List.of(List.of());
  }

  @Override
  public void prepare() {
    try {
      BenchmarkProcess.run(List.of(python, "-c", "import torch, json; print(json.dumps('ok'))"));
    } catch (RetortException | UncheckedIOException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          python
              + " does not run with PyTorch; give --python a Python of version 3.9 or newer that"
              + " has the package torch of version 1.13 or newer, 2 for --compile",
          failure);
    }
  }
}
