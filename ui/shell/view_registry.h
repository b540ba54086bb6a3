#pragma once

#include "ui/widgets/view.h"

#include <QString>

#include <functional>
#include <vector>

namespace binnacle::ui {

// One view of the program, made when it is first opened.
struct ViewEntry
{
    QString id;                 // "events": never changes; remembered and used by --grab
    QString title;              // translated
    QString iconName;           // of resources/icons
    QString key;                // the letter after `g`
    bool showsEvents = false;   // where objects, events and filters of other views lead
    bool showsSlo = false;      // where service levels lead
    bool showsMesh = false;     // where services lead
    bool showsAlerts = false;   // where alerts lead
    bool showsCommands = false; // where commands lead, and where they are prepared
    bool showsSettings = false; // where settings are changed
    bool isAtBottom = false;    // of the rail, apart from the views that are about data
    // Its keys before it is made; empty: they are known once it is.
    std::function<std::vector<View::KeyHelp>()> keys{};
    std::function<View *()> create; // the caller owns the view
};

// All the shell knows about views. Filled by the application before the window is made; adding a
// view adds one entry there and nothing here.
class ViewRegistry
{
public:
    void add(ViewEntry entry) { m_entries.push_back(std::move(entry)); }
    const std::vector<ViewEntry> &entries() const { return m_entries; }
    const ViewEntry *find(const QString &id) const; // null: no such view
    // The view with that role: &ViewEntry::showsEvents. Null: there is none.
    const ViewEntry *withRole(bool ViewEntry::*role) const;

private:
    std::vector<ViewEntry> m_entries;
};

} // namespace binnacle::ui
