import {
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
  mergeThemeOverrides,
} from '@mantine/core';

// One accent, teal; Mantine asks for ten shades of it.
const teal: MantineColorsTuple = [
  '#e3f1ef',
  '#c8e3df',
  '#9dcdc6',
  '#6fb5ac',
  '#4fb8ab',
  '#2c8d83',
  '#14776e',
  '#0f6e66',
  '#0b5a54',
  '#084742',
];

// Greys of the same blue-green as the ground, from text to the deepest ground.
const dark: MantineColorsTuple = [
  '#e7eaec',
  '#c3cbd0',
  '#a2adb5',
  '#7d8890',
  '#3a4347',
  '#2c3337',
  '#22282b',
  '#1b2023',
  '#14181a',
  '#0f1214',
];

// What cannot be taken back, or stops somebody's work: dark enough for white words in both schemes.
const red: MantineColorsTuple = [
  '#fdeceb',
  '#f8d3d0',
  '#efa8a3',
  '#e57c75',
  '#d9564d',
  '#c73a31',
  '#b3261e',
  '#b3261e',
  '#97201a',
  '#7b1a15',
];

/** How everything looks, with the words that every dialog and notice carries in the window's language. */
export function themeWith(words: { readonly close: string }): MantineThemeOverride {
  const closeButtonProps = { 'aria-label': words.close };
  return mergeThemeOverrides(theme, {
    components: {
      Modal: { defaultProps: { centered: true, closeButtonProps } },
      Drawer: { defaultProps: { closeButtonProps } },
      Notification: { defaultProps: { closeButtonProps } },
    },
  });
}

const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { teal, dark, red },
  fontFamily:
    '"Inter Variable", Inter, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '16px' },
  lineHeights: { md: '1.5' },
  defaultRadius: 6,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
  },
});
