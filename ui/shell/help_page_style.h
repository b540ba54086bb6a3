#pragma once

class QTextDocument;

namespace binnacle::ui {

// Gives a page read from Markdown the fonts and colours of the theme: Markdown has none.
void styleHelpPage(QTextDocument &page);

} // namespace binnacle::ui
