/**
 * Reads Tribuo's model files, which come from others. Tribuo loads whatever class a file names, and
 * XGBoost reads its part of it in native code without looking; so everything is parsed and checked
 * here first, and what Tribuo is given is written anew from what was checked.
 */
package io.retort.teachers.tribuo.file;
