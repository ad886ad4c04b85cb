/** Rules over the classes of all modules, which only this module has together. */
package io.breakwater.e2e.architecture;
