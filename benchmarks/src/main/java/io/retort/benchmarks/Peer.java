package io.retort.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Another framework, as a program that makes the steps of a {@link Workload}. */
interface Peer {

  /** Its name. */
  String name();

  /**
   * Makes sure that it runs.
   *
   * @throws io.retort.core.RetortException if it does not, with the fix
   */
  void prepare();

  /** The program, to which the file of the workload and options are added. */
  List<String> command();

  /** Other ways to run the same, each an option or several. */
  default List<List<String>> variants() {
    return List.of(List.of());
  }

  /** The ways in which it computes in a precision, of which the fastest counts. */
  default List<List<String>> modes(String precision, boolean images) {
    List<List<String>> modes = new ArrayList<>();
    for (String math :
        precision.equals("f32") ? List.of("f32") : List.of("autocast", "bf16-math")) {
      for (String layout :
          images ? List.of("contiguous", "channels-last") : List.of("contiguous")) {
        for (List<String> variant : variants()) {
          List<String> mode = new ArrayList<>(List.of("--precision", math, "--layout", layout));
          mode.addAll(variant);
          modes.add(mode);
        }
      }
    }
    return modes;
  }
}
