package io.retort.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the classes of each module may use: the arrows point one way. */
final class ModuleArrows {
  private static final String CORE = "io.retort.core..";
  private static final String RUNTIME = "io.retort.runtime..";
  private static final String COMMON = "io.retort.runtime.common..";
  private static final String PLUGIN = "io.retort.runtime.plugin..";
  private static final String CONFIGURATION = "io.retort.runtime.configuration..";
  private static final String SERVING = "io.retort.serving..";
  private static final String NATIVES = "io.retort.backends.cpu.natives";
  private static final String AUTO_SERVICE = "com.google.auto.service";
  private static final String REPORT = "io.retort.runtime.report..";
  private static final String CSV = "de.siegmar.fastcsv..";
  private static final String NUMBERS = "ch.randelshofer.fastdoubleparser..";
  private static final String JACKSON = "com.fasterxml.jackson..";
  private static final String[] GUICE = {"com.google.inject..", "jakarta.inject.."};
  private static final String[] DL4J = {"org.deeplearning4j..", "org.nd4j.."};

  private static final DescribedPredicate<JavaClass> PRIMITIVE =
      DescribedPredicate.describe(
          "are primitive", type -> type.getBaseComponentType().isPrimitive());

  /**
   * A module and what it uses besides Java and itself.
   *
   * @param name its name, which all its packages start with
   * @param uses packages
   */
  private record Module(String name, String... uses) {}

  private static final List<Module> MODULES =
      List.of(
          // How much memory there is, and loops that are made of programs.
          new Module("io.retort.core", "com.sun.management..", "org.objectweb.asm"),
          new Module("io.retort.losses", CORE, AUTO_SERVICE),
          new Module("io.retort.optimizers", CORE, AUTO_SERVICE),
          new Module("io.retort.strategies", CORE, AUTO_SERVICE),
          new Module(
              "io.retort.teachers",
              CORE,
              AUTO_SERVICE,
              CSV,
              JACKSON,
              "org.tribuo..",
              "com.oracle.labs.mlrg.olcut..",
              "com.google.protobuf",
              "libsvm",
              "ml.dmlc.xgboost4j.."),
          new Module(
              "io.retort.teachers.onnx",
              CORE,
              AUTO_SERVICE,
              JACKSON,
              "ai.onnx.proto",
              "ai.onnxruntime",
              "com.google.protobuf"),
          new Module("io.retort.datasets", CORE, AUTO_SERVICE, CSV, JACKSON, NUMBERS),
          new Module(
              "io.retort.datasets.duckdb",
              CORE,
              AUTO_SERVICE,
              // What is about tables, whatever they are read from.
              "io.retort.datasets.file",
              "io.retort.datasets.table..",
              "org.duckdb"),
          new Module(
              "io.retort.datasets.images",
              CORE,
              AUTO_SERVICE,
              CSV,
              "io.retort.datasets.file",
              // What the only head is called.
              "io.retort.datasets.table"),
          new Module("io.retort.tokenizers", CORE, AUTO_SERVICE),
          new Module("io.retort.tokenizers.huggingface", CORE, AUTO_SERVICE, JACKSON, "ai.djl.."),
          new Module(
              "io.retort.importers",
              CORE,
              AUTO_SERVICE,
              JACKSON,
              "io.jhdf..",
              "ai.onnx.proto",
              "com.google.protobuf"),
          new Module(
              "io.retort.exporters",
              CORE,
              AUTO_SERVICE,
              JACKSON,
              "com.samskivert.mustache",
              "ai.onnx.proto",
              "ai.onnxruntime..",
              "com.google.protobuf"),
          new Module("io.retort.backends.cpu.natives", CORE, "org.bytedeco.javacpp"),
          new Module(
              "io.retort.backends.cpu.onednn", CORE, NATIVES, AUTO_SERVICE, "org.bytedeco.."),
          new Module(
              "io.retort.backends.cpu.dl4j",
              CORE,
              NATIVES,
              AUTO_SERVICE,
              "org.deeplearning4j..",
              "org.nd4j..",
              "org.bytedeco.."),
          new Module("io.retort.backends.cuda", CORE, AUTO_SERVICE, "org.bytedeco.."),
          new Module("io.retort.runtime.common", CORE),
          new Module("io.retort.runtime.plugin", CORE, COMMON),
          new Module(
              "io.retort.runtime.configuration",
              CORE,
              COMMON,
              PLUGIN,
              JACKSON,
              "org.snakeyaml.engine.."),
          new Module(
              "io.retort.serving",
              CORE,
              COMMON,
              "com.fasterxml.jackson.jr..",
              // The limits of what the above reads with.
              "com.fasterxml.jackson.core..",
              "org.snakeyaml.engine.."),
          new Module("io.retort.runtime.prediction", CORE, COMMON, SERVING, CSV, JACKSON),
          new Module(
              "io.retort.runtime.server",
              CORE,
              COMMON,
              SERVING,
              JACKSON,
              "org.eclipse.jetty..",
              "io.prometheus.metrics.."),
          new Module(
              "io.retort.runtime.report",
              CORE,
              COMMON,
              JACKSON,
              CSV,
              "j2html..",
              "org.apache.commons.statistics.distribution",
              "org.jline.utils"),
          new Module(
              "io.retort.runtime.experiment",
              CORE,
              COMMON,
              REPORT,
              PLUGIN,
              CONFIGURATION,
              SERVING,
              AUTO_SERVICE,
              "com.google.inject..",
              "jakarta.inject",
              JACKSON,
              CSV,
              "org.apache.commons.statistics.distribution"),
          new Module(
              "io.retort.runtime.tensorboard",
              CORE,
              COMMON,
              "io.retort.runtime.experiment..",
              "com.google.inject..",
              "com.google.protobuf"),
          new Module(
              "io.retort.app",
              CORE,
              RUNTIME,
              SERVING,
              "picocli",
              "org.knowm.xchart..",
              "org.jline..",
              "com.samskivert.mustache"),
          new Module("io.retort.testkit", CORE, "org.junit.jupiter..", "org.opentest4j"));

  private ModuleArrows() {}

  /** The names of all modules that have rules. */
  static List<String> modules() {
    return MODULES.stream().map(Module::name).toList();
  }

  static List<ArchRule> rules() {
    List<ArchRule> rules = new ArrayList<>();
    for (Module module : MODULES) {
      String[] packages =
          Stream.concat(Stream.of("java..", "javax.."), Stream.of(module.uses()))
              .toArray(String[]::new);
      DescribedPredicate<JavaClass> own = belongTo(module);
      rules.add(
          classes()
              .that(own)
              .should()
              .onlyDependOnClassesThat(PRIMITIVE.or(own).or(resideIn(packages))));
    }
    rules.add(
        only(
            "wiring is the job of the first, and the second adds to it",
            GUICE,
            "io.retort.runtime.experiment..",
            "io.retort.runtime.tensorboard"));
    rules.add(only("all else runs without it", DL4J, "io.retort.backends.cpu.dl4j.."));
    rules.add(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                RUNTIME,
                // Saved networks are JSON, and were YAML.
                SERVING,
                // The files of Keras describe networks as JSON.
                "io.retort.importers.keras..",
                // Tables as JSON lines.
                "io.retort.datasets",
                // Outputs of teachers that were recorded as JSON lines.
                "io.retort.teachers.recorded..",
                // Models of XGBoost, and categories of LightGBM's.
                "io.retort.teachers.trees..",
                // Solr's models are JSON, and so is what ONNX models say of their heads.
                "io.retort.exporters.solr..",
                "io.retort.exporters.onnx..",
                // Which tokens a file of Hugging Face has.
                "io.retort.tokenizers.huggingface..",
                "io.retort.teachers.onnx..")
            .should()
            .dependOnClassesThat(resideIn(JACKSON, "org.snakeyaml.engine.."))
            .because("configuration files are the runtime's job"));
    return rules;
  }

  private static ArchRule only(String reason, String[] packages, String... users) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(users)
        .should()
        .dependOnClassesThat(resideIn(packages))
        .because(reason);
  }

  /**
   * Classes of a module, and arrays of them. A module may be named after another one that it
   * extends; its packages are its own.
   */
  private static DescribedPredicate<JavaClass> belongTo(Module module) {
    String[] others =
        modules().stream()
            .filter(name -> name.startsWith(module.name() + "."))
            .map(name -> name + "..")
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> all = resideIn(module.name() + "..");
    return others.length == 0 ? all : all.and(DescribedPredicate.not(resideIn(others)));
  }

  /** Classes, and arrays of them, of some packages. */
  private static DescribedPredicate<JavaClass> resideIn(String... packages) {
    PackageMatchers matchers = PackageMatchers.of(packages);
    return DescribedPredicate.describe(
        "reside in " + String.join(", ", packages),
        type -> matchers.test(type.getBaseComponentType().getPackageName()));
  }
}
