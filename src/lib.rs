//! Headway asks every team once a week how its time was split and how its key results moved.
