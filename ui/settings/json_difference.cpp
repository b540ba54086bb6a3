#include "ui/settings/json_difference.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDeepest = 64;

using Values = QMap<QString, QString>;

QString valueText(const QJsonValue &value)
{
    // Qt writes single values only within an array.
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.mid(1, text.size() - 2));
}

void collect(const QString &path, const QJsonValue &value, int depth, Values &values)
{
    if (depth < kDeepest && value.isObject() && !value.toObject().isEmpty()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            collect(
                path.isEmpty() ? it.key() : path + u'.' + it.key(), it.value(), depth + 1, values);
    } else if (depth < kDeepest && value.isArray() && !value.toArray().isEmpty()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            collect(u"%1[%2]"_s.arg(path).arg(i), array.at(i), depth + 1, values);
    } else {
        values.insert(path, valueText(value));
    }
}

std::optional<Values> valuesOf(const QString &text)
{
    Values values;
    if (text.trimmed().isEmpty())
        return values;
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError)
        return std::nullopt;
    collect({}, document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()),
        0, values);
    return values;
}

} // namespace

std::optional<JsonDifference> jsonDifference(const QString &before, const QString &after)
{
    const auto old = valuesOf(before);
    const auto now = valuesOf(after);
    if (!old || !now)
        return std::nullopt;
    JsonDifference difference;
    Values paths = *old;
    paths.insert(*now);
    for (auto it = paths.begin(); it != paths.end(); ++it) {
        const QString &path = it.key();
        const bool wasThere = old->contains(path);
        const bool isThere = now->contains(path);
        if (wasThere && isThere && old->value(path) == now->value(path)) {
            ++difference.unchanged;
            continue;
        }
        difference.changes.push_back({.kind = !wasThere ? JsonChange::Kind::Added
                : !isThere                              ? JsonChange::Kind::Removed
                                                        : JsonChange::Kind::Changed,
            .path = path,
            .before = old->value(path),
            .after = now->value(path)});
    }
    return difference;
}

} // namespace binnacle::ui
