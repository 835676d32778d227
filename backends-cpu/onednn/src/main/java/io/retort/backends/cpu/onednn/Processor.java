package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_fp16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_sse41;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.bytedeco.dnnl.dnnl_version_t;

/** The processor and the library, as far as they decide which code runs. */
final class Processor {

  private Processor() {}

  /** The largest set of instructions that oneDNN may use, by the name that oneDNN has for it. */
  static String instructions() {
    Map<String, Integer> sets = new LinkedHashMap<>();
    sets.put("AVX512_CORE_AMX", dnnl_cpu_isa_avx512_core_amx);
    sets.put("AVX512_CORE_FP16", dnnl_cpu_isa_avx512_core_fp16);
    sets.put("AVX512_CORE_BF16", dnnl_cpu_isa_avx512_core_bf16);
    sets.put("AVX512_CORE", dnnl_cpu_isa_avx512_core);
    sets.put("AVX2", dnnl_cpu_isa_avx2);
    sets.put("AVX", dnnl_cpu_isa_avx);
    sets.put("SSE41", dnnl_cpu_isa_sse41);
    int effective = dnnl_get_effective_cpu_isa();
    return sets.entrySet().stream()
        .filter(set -> (effective & set.getValue()) == set.getValue())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("none");
  }

  /** Such as {@code 3.11.0}. */
  static String library() {
    dnnl_version_t version = dnnl_version();
    return version.major() + "." + version.minor() + "." + version.patch();
  }

  /** What {@code /proc/cpuinfo} says of the first core, or the architecture elsewhere. */
  static String model() {
    StringBuilder model = new StringBuilder(System.getProperty("os.arch"));
    Path description = Path.of("/proc/cpuinfo");
    if (Files.isReadable(description)) {
      try {
        for (String line : Files.readAllLines(description)) {
          if (line.isBlank()) {
            break;
          }
          if (line.matches("(model name|cpu family|model|stepping|cache size|flags)\\s*:.*")) {
            model.append(' ').append(line.substring(line.indexOf(':') + 1).strip());
          }
        }
      } catch (IOException unknown) {
        return model.toString();
      }
    }
    return model.toString();
  }

  /** The file in which comparisons are kept, in a folder for them. */
  static Path verdicts(Path folder) {
    CRC32C sum = new CRC32C();
    String exact = dnnl_version().hash().getString() + dnnl_get_effective_cpu_isa() + model();
    sum.update(exact.getBytes(StandardCharsets.UTF_8));
    return folder.resolve(
        library()
            + "-"
            + instructions()
            + "-"
            + HexFormat.of().toHexDigits((int) sum.getValue())
            + ".txt");
  }
}
