#include "ui/query/query_history.h"

#include "core/console/ui_memory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kHistoryKey = u"query/history"_s;
const QString kSavedKey = u"query/saved"_s;

} // namespace

QueryHistory::QueryHistory(console::UiMemory &memory)
    : m_memory(memory)
{
    const QJsonArray kept = QJsonDocument::fromJson(memory.value(kHistoryKey)).array();
    for (const QJsonValue value : kept) {
        const QJsonObject entry = value.toObject();
        if (m_entries.size() < kMost && !entry[u"text"_s].toString().isEmpty())
            m_entries.push_back({entry[u"text"_s].toString(),
                fromEpochMs(static_cast<std::int64_t>(entry[u"at"_s].toDouble()))});
    }
}

void QueryHistory::add(const QString &text, Timestamp at)
{
    if (text.isEmpty())
        return;
    std::erase_if(m_entries, [&](const Entry &entry) { return entry.text == text; });
    m_entries.insert(m_entries.begin(), {text, at});
    if (m_entries.size() > kMost)
        m_entries.resize(kMost);
    QJsonArray kept;
    for (const Entry &entry : m_entries)
        kept.append(QJsonObject{
            {u"text"_s, entry.text}, {u"at"_s, static_cast<double>(toEpochMs(entry.at))}});
    m_memory.setValue(kHistoryKey, QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

SavedQueries::SavedQueries(console::UiMemory &memory)
    : m_memory(memory)
{}

QStringList SavedQueries::names() const
{
    return QJsonDocument::fromJson(m_memory.value(kSavedKey)).object().keys();
}

QString SavedQueries::text(const QString &name) const
{
    return QJsonDocument::fromJson(m_memory.value(kSavedKey)).object()[name].toString();
}

void SavedQueries::save(const QString &name, const QString &text)
{
    QJsonObject kept = QJsonDocument::fromJson(m_memory.value(kSavedKey)).object();
    kept[name] = text;
    m_memory.setValue(kSavedKey, QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

void SavedQueries::remove(const QString &name)
{
    QJsonObject kept = QJsonDocument::fromJson(m_memory.value(kSavedKey)).object();
    kept.remove(name);
    m_memory.setValue(kSavedKey, QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

} // namespace binnacle::ui
