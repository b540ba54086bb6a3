#include "ui/query/query_stages.h"

#include <QSet>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isWordStart(QChar c)
{
    return c.isLetter() || c == u'_';
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-';
}

qsizetype endOfText(QStringView line, qsizetype from)
{
    const QChar quote = line[from];
    qsizetype at = from + 1;
    while (at < line.size() && line[at] != quote)
        at += line[at] == u'\\' ? 2 : 1;
    return std::min(at + 1, line.size());
}

qsizetype endOfWord(QStringView line, qsizetype from)
{
    qsizetype at = from;
    while (at < line.size() && isWordPart(line[at]))
        ++at;
    return at;
}

// "80%", "1.5Gi", "10m", "2026-03-01".
qsizetype endOfNumber(QStringView line, qsizetype from)
{
    qsizetype at = from;
    while (at < line.size()
        && (line[at].isLetterOrNumber() || line[at] == u'%'
            || (line[at] == u'.' && at + 1 < line.size() && line[at + 1].isDigit())))
        ++at;
    return at;
}

bool isConnective(QStringView word)
{
    static const QSet<QString> words{u"and"_s, u"or"_s, u"not"_s, u"in"_s, u"contains"_s,
        u"startswith"_s, u"matches"_s, u"desc"_s, u"asc"_s};
    return words.contains(word.toString().toLower());
}

bool isConstant(QStringView word)
{
    static const QSet<QString> words{u"true"_s, u"false"_s, u"null"_s};
    return words.contains(word.toString().toLower());
}

bool isOperator(QChar c)
{
    return QStringView(u"=!<>~&|:").contains(c);
}

bool isCalled(QStringView line, qsizetype at)
{
    while (at < line.size() && line[at].isSpace())
        ++at;
    return at < line.size() && line[at] == u'(';
}

QueryWord wordAt(QStringView line, qsizetype from, qsizetype to, bool isFirst)
{
    const QStringView word = line.mid(from, to - from);
    if (isFirst)
        return QueryWord::Source;
    if (isConnective(word))
        return QueryWord::Connective;
    if (isConstant(word))
        return QueryWord::Constant;
    const bool followsPoint = from > 0 && line[from - 1] == u'.';
    // "label.app" is one field: only a point at the start of a stage has no word before it.
    const bool isMember = followsPoint && from > 1 && isWordPart(line[from - 2]);
    if (isCalled(line, to) || (followsPoint && !isMember))
        return QueryWord::Stage;
    return QueryWord::Field;
}

} // namespace

std::vector<QuerySpan> querySpans(QStringView line, bool startsQuery)
{
    std::vector<QuerySpan> spans;
    bool isFirst = startsQuery;
    qsizetype at = 0;
    while (at < line.size()) {
        const QChar c = line[at];
        qsizetype to = at + 1;
        if (c == u'"' || c == u'\'') {
            to = endOfText(line, at);
            spans.push_back({QueryWord::Text, at, to - at});
        } else if (c.isDigit()) {
            to = endOfNumber(line, at);
            spans.push_back({QueryWord::Number, at, to - at});
        } else if (isWordStart(c)) {
            to = endOfWord(line, at);
            spans.push_back({wordAt(line, at, to, isFirst), at, to - at});
            isFirst = false;
        } else if (isOperator(c)) {
            while (to < line.size() && isOperator(line[to]))
                ++to;
            spans.push_back({QueryWord::Operator, at, to - at});
        }
        at = to;
    }
    return spans;
}

QStringList queryStages(const QString &text)
{
    QStringList stages;
    qsizetype start = 0;
    int depth = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        const QChar c = text[at];
        if (c == u'"' || c == u'\'') {
            at = endOfText(text, at);
            continue;
        }
        if (c == u'(' || c == u'[')
            ++depth;
        else if (c == u')' || c == u']')
            --depth;
        else if (c == u'.' && depth == 0) {
            stages += text.mid(start, at - start).trimmed();
            start = at;
        }
        ++at;
    }
    stages += text.mid(start).trimmed();
    return stages;
}

QString queryBase(const QString &text)
{
    static const QSet<QString> times{u"at"_s, u"last"_s, u"during"_s, u"diff"_s};
    const QStringList stages = queryStages(text);
    QString base = stages.front();
    for (const QString &stage : stages.mid(1)) {
        const qsizetype to = endOfWord(stage, 1);
        if (times.contains(stage.mid(1, to - 1).toLower()))
            base += stage;
    }
    return base;
}

QString querySource(const QString &text)
{
    const QString trimmed = text.trimmed();
    return trimmed.left(endOfWord(trimmed, 0));
}

} // namespace binnacle::ui
