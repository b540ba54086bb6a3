#include "ui/query/query_highlighter.h"

#include "ui/query/query_stages.h"
#include "ui/theme/theme.h"

namespace binnacle::ui {

namespace {

// States of a line; -1 is Qt's for "before the first".
constexpr int kBeforeSource = 0;
constexpr int kAfterSource = 1;

QTextCharFormat formatOf(QueryWord word)
{
    const Palette &colors = theme().palette();
    QTextCharFormat format;
    switch (word) {
    case QueryWord::Source:
    case QueryWord::Stage:
        format.setForeground(colors.accent);
        break;
    case QueryWord::Text:
        format.setForeground(colors.okText);
        break;
    case QueryWord::Number:
    case QueryWord::Constant:
        format.setForeground(colors.warningText);
        break;
    case QueryWord::Connective:
        format.setForeground(colors.text);
        format.setFontWeight(QFont::Bold);
        break;
    case QueryWord::Operator:
        format.setForeground(colors.muted);
        break;
    case QueryWord::Field:
        format.setForeground(colors.text);
        break;
    }
    return format;
}

} // namespace

QueryHighlighter::QueryHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{
    connect(&theme(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void QueryHighlighter::highlightBlock(const QString &text)
{
    const bool startsQuery = previousBlockState() != kAfterSource;
    const std::vector<QuerySpan> spans = querySpans(text, startsQuery);
    for (const QuerySpan &span : spans)
        setFormat(
            static_cast<int>(span.offset), static_cast<int>(span.length), formatOf(span.word));
    setCurrentBlockState(!startsQuery || !spans.empty() ? kAfterSource : kBeforeSource);
}

} // namespace binnacle::ui
