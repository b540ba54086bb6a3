#pragma once

#include "core/domain/access.h"
#include "ui/widgets/keyed_table_model.h"

#include <QString>

namespace binnacle::ui {

struct UserRow
{
    User user;
    bool isMe = false;
    QString lastLogin; // in the window's zone

    QString key() const { return QString::number(user.id); }
    bool operator==(const UserRow &) const { return false; } // a handful; always repainted
};

// Who may use this console and how.
class UserTableModel final : public KeyedTableModel<UserRow>
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        DisplayColumn,
        RoleColumn,
        ScopeColumn,
        StateColumn,
        LoginColumn,
        AddressColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const UserRow &row, int column, int role) const override;

private:
    static QString text(const UserRow &row, int column);
};

} // namespace binnacle::ui
