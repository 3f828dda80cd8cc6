/** Screen state that several components share. The only import of the store library. */
export { create as createStore } from "zustand";
