/** Bad input and trouble of every kind, struck at the whole: how each operation has to end. */
package io.breakwater.e2e.trouble;
