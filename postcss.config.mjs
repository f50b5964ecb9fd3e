/**
 * A finger does not hover: browsers leave what was tapped in that state until something else is. So what is said of `:hover` holds where
 * there is something to hover with, and what is said of another state beside it holds everywhere.
 */
export const hoverByPointer = {
  postcssPlugin: "hover-by-pointer",
  OnceExit(root, { atRule }) {
    root.walkRules(/:hover/, (rule) => {
      if (/:not\([^)]*:hover/.test(rule.selector) || rule.parent.params === "(hover: hover)") return;
      const others = rule.selectors.map(withoutHover).filter((selector) => !selector.includes(":hover"));
      if (others.length > 0) rule.cloneBefore({ selectors: others });
      const media = atRule({ name: "media", params: "(hover: hover)", source: rule.source });
      rule.replaceWith(media);
      media.append(rule);
    });
  },
};

const withoutHover = (selector) =>
  selector.replaceAll(
    /:is\(([^()]*)\)/g,
    (_, list) => `:is(${list.split(",").filter((one) => one.trim() !== ":hover")})`,
  );

export default { plugins: ["@tailwindcss/postcss", hoverByPointer] };
