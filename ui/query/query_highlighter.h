#pragma once

#include <QSyntaxHighlighter>

namespace binnacle::ui {

// Colours the words of a query by what they are, in the theme's colours.
class QueryHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit QueryHighlighter(QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace binnacle::ui
