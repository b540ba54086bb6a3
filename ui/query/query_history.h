#pragma once

#include "core/base/time.h"

#include <QString>

#include <vector>

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

// The queries that were run, newest first, in the window's memory.
class QueryHistory final
{
public:
    static constexpr std::size_t kMost = 100;

    struct Entry
    {
        QString text;
        Timestamp at{};
    };

    explicit QueryHistory(console::UiMemory &memory); // must outlive it

    const std::vector<Entry> &entries() const { return m_entries; }
    // The same text again moves to the front.
    void add(const QString &text, Timestamp at);

private:
    console::UiMemory &m_memory;
    std::vector<Entry> m_entries;
};

// Queries kept under a name, in the window's memory.
class SavedQueries final
{
public:
    explicit SavedQueries(console::UiMemory &memory); // must outlive it

    QStringList names() const;               // sorted
    QString text(const QString &name) const; // empty: there is none
    void save(const QString &name, const QString &text);
    void remove(const QString &name);

private:
    console::UiMemory &m_memory;
};

} // namespace binnacle::ui
