/** ND4J's native library and the memory of its arrays. */
package io.retort.backends.cpu.dl4j.nd4j;
