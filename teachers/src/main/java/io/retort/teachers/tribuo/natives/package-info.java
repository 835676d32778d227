/** Loads the native library that boosted trees are made of. */
package io.retort.teachers.tribuo.natives;
