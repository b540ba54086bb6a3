#pragma once

#include <QString>

class QWidget;

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

// Remembers the layout: window geometry, splitters and table headers by objectName, and single
// words (theme, zone, view). Things without an objectName are not remembered.
class UiState
{
public:
    explicit UiState(console::UiMemory &memory);

    void saveWindow(const QWidget &window);
    bool restoreWindow(QWidget &window); // false: nothing was kept

    // All splitters and table headers below `root`. A header is named after its table.
    void saveLayout(const QWidget &root);
    void restoreLayout(QWidget &root);

    QString word(const QString &key) const;
    void setWord(const QString &key, const QString &word);

private:
    console::UiMemory &m_memory;
};

} // namespace binnacle::ui
