/** The steps of a distillation in libtorch, the C++ library of PyTorch, called from Java. */
package io.retort.benchmarks.libtorch;
