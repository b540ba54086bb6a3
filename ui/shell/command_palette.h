#pragma once

#include "ui/shell/overlay.h"
#include "ui/shell/palette_index.h"

class QLabel;
class QListWidget;

namespace binnacle::ui {

// Ctrl+K or `:`: go to a view, a cluster, any object of the current snapshots, or do something.
// Keyboard only: type, ↑ ↓, Enter, Esc.
class CommandPalette final : public Overlay
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget &window);

    // Opens with `text` typed already.
    void openWith(std::vector<PaletteItem> items, std::shared_ptr<const console::EstateView> estate,
        const QString &text = {});
    const std::vector<PaletteItem> &shown() const { return m_shown; }

signals:
    void objectChosen(const binnacle::ClusterId &cluster, const binnacle::ScopedObject &object);
    void textSearched(const QString &text); // "search events for ..."

protected:
    bool handleKey(int key) override;

private:
    void refresh();
    void choose(int row);
    void moveRow(int by);

    PaletteIndex m_index;
    std::vector<PaletteItem> m_shown;
    QString m_search; // the text of the last row; empty: there is no such row
    QListWidget *m_list;
    QLabel *m_hint;
};

} // namespace binnacle::ui
