package io.retort.app.api;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Types as source files write them: without the package where it is that of the file or {@code
 * java.lang}.
 *
 * @param packageName the package of the file
 */
record TypeText(String packageName) {

  String of(Type type) {
    if (type instanceof Class<?> raw) {
      return raw.isArray() ? of(raw.getComponentType()) + "[]" : name(raw);
    } else if (type instanceof GenericArrayType array) {
      return of(array.getGenericComponentType()) + "[]";
    } else if (type instanceof ParameterizedType parameterized) {
      return of(parameterized.getRawType())
          + "<"
          + list(parameterized.getActualTypeArguments())
          + ">";
    } else if (type instanceof WildcardType wildcard) {
      return wildcard.getLowerBounds().length > 0
          ? "? super " + of(wildcard.getLowerBounds()[0])
          : "?" + bounds(wildcard.getUpperBounds());
    }
    return type.getTypeName();
  }

  /** Types with commas between them. */
  String list(Type... types) {
    return Arrays.stream(types).map(this::of).collect(Collectors.joining(", "));
  }

  /** The type parameters of a declaration; empty if there are none. */
  String parameters(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(variable -> variable.getName() + bounds(variable.getBounds()))
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private String bounds(Type[] bounds) {
    return List.of(bounds).equals(List.of(Object.class))
        ? ""
        : Arrays.stream(bounds).map(this::of).collect(Collectors.joining(" & ", " extends ", ""));
  }

  private String name(Class<?> type) {
    String name = type.getCanonicalName();
    String place = type.getPackageName();
    return !type.isPrimitive() && (place.equals("java.lang") || place.equals(packageName))
        ? name.substring(place.length() + 1)
        : name;
  }
}
