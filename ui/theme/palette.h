#pragma once

#include <QColor>

namespace binnacle::ui {

// Colour tokens; the only colours of the program. Values stand in palette.cpp, nowhere else.
struct Palette
{
    QColor background;
    QColor panel;
    QColor raised;
    QColor line;
    QColor text;
    QColor muted;
    QColor accent;
    QColor selection;
    QColor ok;
    QColor warning;
    QColor critical;
    QColor info;

    // The same meanings where they are words instead of shapes: at least 4.5:1 on every surface.
    QColor okText;
    QColor warningText;
    QColor criticalText;

    QColor primary;   // fill of the one main button of a pane
    QColor onPrimary; // text on it
    QColor bar;       // ordinary bars of a histogram, meters: present, but not a statement
};

Palette darkPalette();
Palette lightPalette();
Palette highContrastPalette();

// WCAG 2 contrast ratio, 1 to 21.
double contrastRatio(const QColor &a, const QColor &b);

} // namespace binnacle::ui
