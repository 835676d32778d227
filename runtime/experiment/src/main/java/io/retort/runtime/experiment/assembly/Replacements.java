package io.retort.runtime.experiment.assembly;

import com.google.inject.Binding;
import com.google.inject.Injector;
import com.google.inject.spi.ConstructorBinding;
import com.google.inject.spi.ElementSource;
import com.google.inject.spi.InstanceBinding;
import com.google.inject.spi.LinkedKeyBinding;
import com.google.inject.spi.ProviderInstanceBinding;
import com.google.inject.spi.ProviderKeyBinding;
import com.google.inject.spi.ProvidesMethodBinding;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.Teacher;
import io.retort.core.training.Trainer;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.recording.ReplacedPart;
import io.retort.runtime.plugin.Extension;
import io.retort.runtime.plugin.PluginCatalog;
import java.util.ArrayList;
import java.util.List;

/** Finds the parts that modules have put in the place of those that the experiment names. */
final class Replacements {
  private static final List<Part> PARTS =
      List.of(
          new Part(Dataset.class, "data"),
          new Part(ComputeBackend.class, "backend"),
          new Part(Teacher.class, "teacher"),
          new Part(Strategy.class, "strategy"),
          new Part(Trainer.class, ""),
          new Part(RunStore.class, ""));

  /** What can be replaced, and the key that chooses it otherwise. */
  private record Part(Class<?> type, String key) {}

  private Replacements() {}

  /** All that were replaced. Nothing is made for it that was not made before. */
  static List<ReplacedPart> of(Injector injector, PluginCatalog catalog) {
    List<ReplacedPart> replaced = new ArrayList<>();
    for (Part part : PARTS) {
      Binding<?> binding = injector.getBinding(part.type());
      if (!isTheRunsOwn(binding)) {
        Class<?> type = type(binding);
        replaced.add(
            new ReplacedPart(
                part.key(),
                part.type().getSimpleName(),
                type.getName(),
                type.getModule().isNamed() ? type.getModule().getName() : "class path",
                by(binding, catalog)));
      }
    }
    return replaced;
  }

  /** Whether what the experiment says of a part counts. */
  static boolean isTheRunsOwn(Binding<?> binding) {
    Class<?> method = method(binding);
    return method != null && TeacherModule.class.isAssignableFrom(method);
  }

  /** The class of the module whose method makes the part; null if no method does. */
  private static Class<?> method(Binding<?> binding) {
    return binding instanceof ProviderInstanceBinding<?> provided
            && provided.getUserSuppliedProvider() instanceof ProvidesMethodBinding<?> method
        ? method.getMethod().getDeclaringClass()
        : null;
  }

  /** What is known without making it: at worst the class that will make it. */
  private static Class<?> type(Binding<?> binding) {
    if (binding instanceof InstanceBinding<?> instance) {
      return instance.getInstance().getClass();
    } else if (binding instanceof LinkedKeyBinding<?> linked) {
      return linked.getLinkedKey().getTypeLiteral().getRawType();
    } else if (binding instanceof ConstructorBinding<?> constructor) {
      return constructor.getKey().getTypeLiteral().getRawType();
    } else if (binding instanceof ProviderKeyBinding<?> provider) {
      return provider.getProviderKey().getTypeLiteral().getRawType();
    } else if (binding instanceof ProviderInstanceBinding<?> provided) {
      Class<?> method = method(binding);
      Object provider = provided.getUserSuppliedProvider();
      return method == null ? provider.getClass() : method;
    }
    return binding.getKey().getTypeLiteral().getRawType();
  }

  private static String by(Binding<?> binding, PluginCatalog catalog) {
    List<String> modules =
        binding.getSource() instanceof ElementSource source
            ? source.getModuleClassNames()
            : List.of();
    return catalog.extensions().stream()
        .map(Extension::name)
        .filter(modules::contains)
        .findFirst()
        .map(name -> "extension " + name)
        .orElse("program");
  }
}
