/// The interface between scheduled programs and what runs them.
package dev.strake.ir.backend;
