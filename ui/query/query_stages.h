#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace binnacle::ui {

// What a piece of a query is, for its colour. A light reading that never fails: whether the text
// is right is the desk's to say.
enum class QueryWord { Source, Stage, Field, Text, Number, Operator, Connective, Constant };

struct QuerySpan
{
    QueryWord word = QueryWord::Field;
    qsizetype offset = 0;
    qsizetype length = 0;
};

// `startsQuery`: no source has been named before this line.
std::vector<QuerySpan> querySpans(QStringView line, bool startsQuery);

// "pods(cluster="x")", ".where(…)", ".limit(3)": split at the points outside brackets and quotes.
QStringList queryStages(const QString &text);

// The source with its arguments and the stages that choose a time: what rows are taken from,
// without any condition, grouping or limit.
QString queryBase(const QString &text);

// "pods": names a tab. Empty when nothing is written.
QString querySource(const QString &text);

} // namespace binnacle::ui
