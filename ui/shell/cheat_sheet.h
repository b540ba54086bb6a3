#pragma once

#include "ui/shell/overlay.h"
#include "ui/widgets/view.h"

#include <vector>

class QListWidget;

namespace binnacle::ui {

// `?`: the keys of this view, then those that work everywhere. Typing searches.
class CheatSheet final : public Overlay
{
    Q_OBJECT

public:
    struct Section
    {
        QString title;
        std::vector<View::KeyHelp> keys;
    };

    explicit CheatSheet(QWidget &window);

    void openWith(std::vector<Section> sections);
    int shownKeys() const;

signals:
    void helpRequested();

protected:
    bool handleKey(int key) override;

private:
    void refresh();

    std::vector<Section> m_sections;
    QListWidget *m_list;
};

} // namespace binnacle::ui
