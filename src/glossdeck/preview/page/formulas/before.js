// Before MathJax starts: it has nothing to remember here and nobody to ask.
{
  const kept = { getItem: () => null, setItem() {}, removeItem() {} };
  Object.defineProperty(window, "localStorage", { value: kept });
  const { loader, options } = window.MathJax;
  window.MathJax.options = { ...options, enableMenu: false };
  window.MathJax.loader = {
    ...loader,
    versionWarnings: false,
    // Older ones keep their extensions in files of their own, which are here already. What is not
    // here is nowhere: `\require` cannot load it.
    require: (address) => {
      const name = address.split("/").pop();
      if (!Object.hasOwn(window.extensions, name)) throw new Error(`There is no extension ${name}`);
      window.extensions[name]();
    },
  };
}
